"""Uploads that could not become a version, kept aside: nobody's files are lost because another person was quicker."""
