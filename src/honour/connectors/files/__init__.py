"""Folders of files as stores: `tree` walks them, `aside` removes from them, `store` answers for them."""
