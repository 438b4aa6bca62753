package search

import _ "embed"

//go:embed client.js
var client string

// Client is the script that searches in the browser, as written; see the package comment for where it must lie.
func Client() string { return client }
