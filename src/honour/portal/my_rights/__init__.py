"""What a person asks for: the requests with their clocks, deleting data, closing the account, receipts."""
