"""`make audit`: what is known of the packages in the locks."""
