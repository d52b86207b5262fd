"""Figures told in words and as charts, the same on the page and on paper."""
