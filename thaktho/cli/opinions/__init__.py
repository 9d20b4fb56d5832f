"""Reading and writing for `thaktho opinion`: votes, comments, networks and pairs from CSV, CSV.GZ and Parquet."""
