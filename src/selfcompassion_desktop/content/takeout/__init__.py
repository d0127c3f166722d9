"""Taking the journal out: as Markdown, as pages for a browser, as tables, as a file to print, or as all of these."""
