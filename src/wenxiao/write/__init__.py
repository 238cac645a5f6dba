"""Filing → the official forms and the report, in Word, Excel, PDF, HTML and text."""
