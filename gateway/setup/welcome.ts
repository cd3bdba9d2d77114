import type { ServerReady } from './session-server.ts';

/** What `npm start` prints once when the product is there: addresses and sign-in data, in columns. */
export function welcome({ url, joinUrls, hasShop, accounts }: ServerReady): string {
  const base = url.replace(/\/+$/, '');
  const addresses: [string, string][] = [
    ['What is here', `${base}/`],
    ['Agent dashboard', `${base}/dashboard`],
    ...(joinUrls.length === 0 ? [`${base}/join`] : joinUrls).map(
      (joinUrl, index): [string, string] => [index === 0 ? 'Customer page' : 'or, for customers', joinUrl],
    ),
    ['Administration', `${base}/admin`],
    ['Sample host page', `${base}/demo/host/`],
  ];
  if (hasShop) addresses.push(['Sample shop', `${base}/demo/shop/`]);
  const lines = ['', 'Sideseat is running.', '', ...columns(addresses)];
  if (accounts.length > 0) {
    const signIns = accounts.map(({ userName, password }): [string, string] => [
      userName,
      password ?? '(the password of an earlier start)',
    ]);
    lines.push('', 'Sample accounts for the dashboard and the administration, user name and password:', '', ...columns(signIns));
    if (accounts.some(({ password }) => password === null))
      lines.push('', 'A forgotten password: SIDESEAT_DEMO_PASSWORD="…" npm start gives all of them that one.');
  }
  return [...lines, '', 'Press Ctrl-C to stop.', ''].join('\n');
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${label.padEnd(width)}   ${value}`);
}
