package typescript

import "testing"

func TestClasses(t *testing.T) {
	check(t, map[string][2]string{
		"injected": {`
@Injectable({ providedIn: "root" })
export class AccountService extends Base<Account> implements OnInit, Other<{ a: B }> {
  private base = "/v3/accounts"
  static readonly root: string = "/beta"
  #secret?: string;
  items: Account[] = []
  load = async (id: string) => this.get(id)
  handler = debounce(() => this.load("x"))
  @Input() name: string
  constructor(private readonly http: HttpClient, @Inject(URL) public url?: string, plain = 1) {
    super(http)
    this.save = () => this.http.post(this.base)
  }
  get path() { return this.base }
  set path(v) { this.base = v }
  @Cache(60) static async list<T>(q: Query): Promise<T[]> { return AccountService.root }
  private get(id: string): Observable<Account>
  private get(id: any) { return this.http.get<Account>(` + "`" + `${this.base}/${id}` + "`" + `) }
  static { register(AccountService) }
  *[Symbol.iterator]() { }
  'quoted'() { }
}
`, `
  1 Injectable({providedIn="root"})
  4 AccountService.root: string = "/beta"
  9 Input()
  19 register(AccountService)
func AccountService.load(id: string) 7-7
  7 return this.get(id)
func () 8-8
  8 return this.load("x")
func AccountService.constructor(http: HttpClient, @Inject(URL) url: string, plain = other(1)) 10-13
  3 this.base = "/v3/accounts"
  5 this.#secret: string
  6 this.items: Account = []
  8 this.handler = debounce(lambda:8)
  9 this.name: string
  10 this.http: HttpClient = http
  10 this.url: string = url
  11 super(http)
  12 this.save = lambda:12
func AccountService.save() 12-12
  12 return this.http.post(this.base)
func AccountService.path() 14-14 @get
  14 return this.base
func AccountService.path(v) 15-15 @set
  15 this.base = v
func AccountService.list(q: Query) 16-16 @Cache(other(60))
  16 return AccountService.root
func AccountService.get(id: any) 18-18
  18 return this.http.get(join(this.base, "/", id))
func AccountService.() 20-20
func AccountService.quoted() 21-21
`},
		"fields alone": {`
class A {
  one() { }
  api = new AccountsApi(
    config)
  b: string
}
`, `
func A.one() 2-2
func A.constructor() 3-5
  3 this.api = new AccountsApi(config)
  5 this.b: string
`},
		"expressions": {`
const Client = class { get() { return 1 } }
module.exports = class Named extends mixin(Base) { run() { } }
const wrap = (Base) => class extends Base { f() { } }
export default class { g() { } }
`, `
  1 Client = Client
  2 mixin(Base)
  2 module.exports = Named
  3 wrap = lambda:3
  4 exports.default = default
func Client.get() 1-1
  1 return other(1)
func Named.run() 2-2
func wrap(Base) 3-3
  3 return other()
func f() 3-3
func default.g() 4-4
`},
	})
}
