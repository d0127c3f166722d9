"""The built-in voice: rendering, checking and recognising its clips. Run by hand, never at run time."""
