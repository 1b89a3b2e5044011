"""What a campaign looks like from outside: lists, pages, numbers, files, live."""
