const base = "https://acme.api.identitynow.com";

export async function sync(id: string) {
  await fetch(`${base}/v3/accounts/${id}`);
}
