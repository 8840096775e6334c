package typescript

import "testing"

func TestMarkup(t *testing.T) {
	check(t, map[string][2]string{
		"vue": {`
<template><a href="/x" @click="go()">{{ it's }}</a></template>
<script setup lang="ts">
const a = get("/v3/a")
</script>
<style>a { b: c }</style>
<script type="text/x-template">get("/v3/b")</script>
<script>
export default { methods: { load() { return this.get("/v3/c") } } }
</script>
`, `
  3 a = get("/v3/a")
  8 exports.default = {methods={load=lambda:8}}
func load() 8-8
  8 return this.get("/v3/c")
`},
		"hashbang": {`
#!/usr/bin/env node
go()
`, `
  2 go()
`},
	})
}
