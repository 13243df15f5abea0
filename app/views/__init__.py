"""One module per page of the app, each with a function that draws it. What pages share lies one level up."""
