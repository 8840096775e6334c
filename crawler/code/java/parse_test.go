package java

import (
	"strings"
	"testing"
)

// unitIs compares the unit of a source with what is wanted.
func unitIs(t *testing.T, source, want string) {
	t.Helper()
	got := Parse([]byte(strings.TrimPrefix(source, "\n"))).String()
	if got != strings.TrimPrefix(want, "\n") {
		t.Errorf("%s\nis\n%s\nwant\n%s", source, got, want)
	}
}

// bodyIs does so for the statements of a method.
func bodyIs(t *testing.T, source, want string) {
	t.Helper()
	unit := Parse([]byte("class A { void f() {\n" + source + "\n}}"))
	var lines []string
	for _, s := range unit.Functions[1].Body {
		lines = append(lines, s.String())
	}
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("%s\nis\n%s\nwant\n%s", source, got, want)
	}
}

func TestAnnotations(t *testing.T) {
	unitIs(t, `
package com.acme;
import retrofit2.http.*;
import static com.acme.Constants.LIMIT;

public interface Accounts {
    String PATH = "beta/sources";

    @Headers({ "Accept: application/json", "X: y" })
    @GET(PATH + "/{id}")
    Call<List<Source>> get(
        @Path("id") final String id,
        @Query(value = LIMIT, encoded = true) int limit);
    default int size() { return 1; }
}
@RestController @RequestMapping("/v3")
class Controller {
    @RequestMapping(value = {"/a", "/b"}, method = RequestMethod.GET)
    public <T> ResponseEntity<T> list(@RequestBody Map<String, T> body, Object... rest) throws E { return ok(body); }
    @interface Marker { String value() default ""; }
}`, `
import retrofit2.http *
import com.acme.Constants LIMIT
func () 1-20
  6 PATH: String = "beta/sources"
  16 other(class Controller, RestController, RequestMapping("/v3"))
func Accounts.get(@Path("id") id: String, @Query(value=LIMIT, encoded=other(true)) limit: int) 10-12 @Headers(["Accept: application/json", "X: y"]) @GET(join(PATH, "/{id}"))
func Accounts.size() 13-13
  13 return other(1)
func Controller.list(@RequestBody body: Map, rest: *Object) 18-18 @RequestMapping(value=["/a", "/b"], method=RequestMethod.GET)
  18 return ok(body)
func Marker.value() 19-19
`)
}

func TestClasses(t *testing.T) {
	unitIs(t, `
public class Client<T extends A> extends Base<List<String>> implements I, com.acme.J {
  public static final String BASE = "https://" + TENANT, OTHER = "x";
  @Value("${isc.url}") private String url;
  private final Map<String, List<String>> map = new HashMap<>();
  static { X = 1; }
  public Client(String base) { this.base = base; super.init(); }
  static String of(int[] a, String b[]) { return b; }
  enum Endpoint {
    ACCOUNTS("/v3/accounts", Method.GET), @Deprecated SOURCES("/v3/sources") { String x() { return "y"; } };
    private final String path;
    Endpoint(String path) { this.path = path; }
  }
  record Config(String url, @NotNull List<String> all) { Config { check(url); } }
}`, `
func () 1-14
  1 other(class Client, Base, I, com.acme.J)
  2 BASE: String = join("https://", TENANT)
  2 OTHER: String = "x"
  3 this.url: String = Value("${isc.url}")
  4 this.map: Map = new HashMap()
  5 X = other(1)
  9 ACCOUNTS: Endpoint = new Endpoint("/v3/accounts", Method.GET)
  9 SOURCES: Endpoint = new Endpoint("/v3/sources")
  10 this.path: String
  13 this.url: String
  13 this.all: List
func Client.Client(base: String) 6-6
  6 this.base = base
  6 super.init()
func Client.of(a: int, b: String) 7-7
  7 return b
func Endpoint.x() 9-9
  9 return "y"
func Endpoint.Endpoint(path: String) 11-11
  11 this.path = path
func Config.Config() 13-13
  13 check(url)
`)
	functions := Parse([]byte("class A { void f() {} static void g() {} }")).Functions
	if functions[1].Receiver != "this" || functions[2].Receiver != "" {
		t.Errorf("the receivers are %q and %q", functions[1].Receiver, functions[2].Receiver)
	}
}

func TestLambdas(t *testing.T) {
	unitIs(t, `
class A { void f() {
  list.forEach(x -> { call(x); });
  Function<A, B> g = (a, b) -> a + b;
  run(() -> go(), List<String>::new, (String p, int q) -> p);
  var c = new Callback<String>() {
    int z = 1;
    @Override public void done(Call c) { h(c); }
  };
}}`, `
func () 1-9
func A.f() 1-9
  2 list.forEach(lambda:2)
  3 g: Function = lambda:3
  4 run(lambda:4, List.new, lambda:4)
  6 this.z: int = other(1)
  5 c = new Callback()
func (x) 2-2
  2 call(x)
func g(a, b) 3-3
  3 return join(a, b)
func () 4-4
  4 return go()
func (p: String, q: int) 4-4
  4 return p
func Callback.done(c: Call) 7-7 @Override
  7 h(c)
`)
}

func TestExpressions(t *testing.T) {
	for source, want := range map[string]string{
		`f(BASE + "/v3/" + id + '?');`:                       `f(join(BASE, "/v3/", id, "?"))`,
		`f(a + 1, a + (b - c), "a" + 1, -1, x * -y);`:        `f(other(, a, other(1)), other(, a, other(, b, c)), join("a", other(1)), other(-1), other(, x, other(, y)))`,
		`f(a ? "b" : g() ? "c" : d);`:                        "g()\nf(choice(\"b\", \"c\", d))",
		`f(a && b || c == null, i < n, (i >> 2) >= 3);`:      `f(other(, other(, a, b), other(, c, other(null))), other(, i, n), other(, other(, i, other(2)), other(3)))`,
		`f((String) a.b(), (a) + b, (List<? extends A>) x);`: `f(a.b(), join(a, b), x)`,
		`f(o instanceof final String s && s.a(), s);`:        "s: String = o\nf(other(, other(, o), s.a()), s)",
		`f("\u0041\tb\"\101\s", """
			a "b"
			  %s \
			c""".formatted(x));`: `f("A\tb\"A ", format("a \"b\"\n  %s c"; x))`,
		"new Request.Builder()\n.url(u)\n.get().build();":                                                         `new Request.Builder().url(u).get().build()`,
		`f(new String[]{"a"}, new int[n][], Foo.class, int[].class, a.<T>b(c), A::b);`:                            `f(["a"], other(, n), Foo.class, int[other()].class, a.b(c), A.b)`,
		`a.new B(c); a[i++] = b;`:                                                                                 "new B(c)\na[i] = b",
		`String k = switch (m) { case "A", "B" -> "/a"; case C: yield "/c"; default -> { log(); yield "/d"; } };`: "other(, \"A\", \"B\")\nother(, C)\nlog()\nm\nk: String = choice(\"/a\", \"/c\", \"/d\")",
	} {
		bodyIs(t, source, want)
	}
}

func TestStatements(t *testing.T) {
	for source, want := range map[string]string{
		`final java.util.List<A.B[]> a = b, c; int[] d = {1, e};`:                                   "a: java.util.List = b\nc: java.util.List\nd: int = [other(1), e]",
		`url += "/x"; n += 1; a = b = c; n -= 2;`:                                                   "url += \"/x\"\nn = other(, n, other(1))\nb = c\na = b\nn = other(, n, other(2))",
		`while ((line = in.read()) != null) use(line);`:                                             "line = in.read()\nother(, line, other(null))\nuse(line)",
		`for (Account a : page.items()) { use(a); }`:                                                "a: Account = page.items()[other()]\nuse(a)",
		`for (int i = 0, n = x; i < n; i++) f(i);`:                                                  "i: int = other(0)\nn: int = x\nother(, i, n)\ni\nf(i)",
		`try (A a = b(); c) { d(); } catch (E | com.F e) { throw new G("x", e); } finally { h(); }`: "a: A = b()\nc\nd()\ne: com.F\nnew G(\"x\", e)\nh()",
		`switch (m) { case GET: get(); break; case A a -> put(); default: del(); }`:                 "m\nother(, GET)\nget()\nother(, A, a)\nput()\ndel()",
		`if (!a) return b; else { return; }`:                                                        "other(, a)\nreturn b\nreturn nothing",
		`do { a(); } while (b); assert c : d(); synchronized (e) { g(); }`:                          "a()\nb\nc\nd()\ne\ng()",
		`abstract class B { } record C(int d) { } f();`:                                             "this.d: int\nf()",
	} {
		bodyIs(t, source, want)
	}
}

// What can't be read costs what stands around it, and no more.
func TestBroken(t *testing.T) {
	unitIs(t, `
class A {
  void f() { if (x) { g(a, ; h("b);
  public void k() { m(); ] ) = ? }
  int 7 = 3;
  void n() { return o
}
} }
class B { void p() { q(`, `
func () 1-8
  4 int
  4 other(3)
  4 other(7)
func A.f() 2-3
  2 x
  2 g(a)
  2 h("b);")
func A.k() 3-3
  3 m()
func A.n() 5-6
  5 return o
func B.p() 8-8
  8 q()
`)
}
