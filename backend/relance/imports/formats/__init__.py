"""Files as they come: text and workbooks, line by line."""
