// Command authcat tells which SailPoint endpoints need a Personal Access Token.
//
// It answers from a bundled snapshot of what SailPoint publishes, or from a
// catalog that it crawled; it crawls and publishes every night where it is told
// to. 'authcat help' lists the commands.
//
// Each command is a file of this package: flags become a question, package
// catalog answers it, package export writes the answer.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], realEnvironment())) }
