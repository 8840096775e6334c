// Command authcat tells which SailPoint endpoints need a Personal Access Token.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], realEnvironment())) }
