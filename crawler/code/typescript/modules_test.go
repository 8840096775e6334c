package typescript

import "testing"

func TestModules(t *testing.T) {
	check(t, map[string][2]string{
		"imports": {`
import client, { AccountsApi as Accounts, type Source, default as base } from "sailpoint-api-client"
import * as axios from 'axios';
import type { Config } from "./config"
import "./polyfill"
import fs = require("fs")
import Api = client.beta.Api
import data from "./data.json" with { type: "json" };
`, `
import sailpoint-api-client default as client
import sailpoint-api-client AccountsApi as Accounts
import sailpoint-api-client Source
import sailpoint-api-client default as base
import axios
import ./config Config
import ./polyfill
import fs
import ./data.json default as data
  6 Api = client.beta.Api
`},
		"required": {`
const axios = require('axios'), { SourcesApi, Configuration: C } = require("sailpoint-api-client");
const get = require("axios").get
const sdk = await import("./sdk")
const { a, b } = await import("./parts");
const app = require("express")()
const later = () => import("./later")
`, `
import axios
import sailpoint-api-client SourcesApi
import sailpoint-api-client Configuration as C
import axios get
import ./sdk as sdk
import ./parts a
import ./parts b
  5 app = require("express")()
  6 later = lambda:6
func later() 6-6
  6 return import("./later")
`},
		"exports": {`
export { list as listAccounts, get } from "./accounts"
export * from "./sources"
export * as roles from "./roles"
const first = 1
export { first as one, get }
export const url = "/v3/a"
export default async function run() { return url }
export type Names = "a" | "b"
`, `
import ./accounts list as listAccounts
import ./accounts get
import ./sources *
import ./roles as roles
  4 first = other(1)
  5 exports.one = first
  6 url = "/v3/a"
  7 exports.default = run
func run() 7-7
  7 return url
`},
		"defaults": {`
export default {
  name: "a",
  methods: { async load() { this.get("/v3/a") }, save: () => post("/v3/b"), twice: function (x) { return x } },
  get base() { return "/v3" },
}
`, `
  1 exports.default = {name="a", methods={load=lambda:3, save=lambda:3, twice=lambda:3}, base=lambda:4}
func load() 3-3
  3 this.get("/v3/a")
func save() 3-3
  3 return post("/v3/b")
func twice(x) 3-3
  3 return x
func base() 4-4 @get
  4 return "/v3"
`},
		"commonjs": {`
module.exports = { list: () => get("/a"), create }
exports.remove = function (id) { return del("/a/" + id) }
function Client(base) { this.base = base }
Client.prototype.find = function get() { return this.base }
Client.prototype = { all: function () { }, one() { } }
export = Client
`, `
  1 module.exports = {list=lambda:1, create=create}
  2 exports.remove = lambda:2
  4 Client.prototype.find = lambda:4
  5 Client.prototype = {all=lambda:5, one=lambda:5}
  6 module.exports = Client
func list() 1-1
  1 return get("/a")
func remove(id) 2-2
  2 return del(join("/a/", id))
func Client.constructor(base) 3-3
  3 this.base = base
func Client.find() 4-4
  4 return this.base
func Client.all() 5-5
func Client.one() 5-5
`},
	})
}
