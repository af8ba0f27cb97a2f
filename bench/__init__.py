"""How fast Honour is, each measure beside its reference in the same run. It is not shipped.

`make bench` runs it. No time is asserted anywhere: machines are shared and noisy, and only ratios of one run
mean something.
"""
