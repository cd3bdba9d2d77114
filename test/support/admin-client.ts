import assert from 'node:assert/strict';
import type { AdminProblem, SiteList, SiteSummary, SiteVersions, SiteView } from '../../gateway/protocol/admin.ts';
import type { SiteConfig } from '../../gateway/protocol/site-config.ts';
import { assertDescribed } from './api-check.ts';

/** What every call answers: the status, the ETag where there is one, and the body as whatever the call is for. */
export interface AdminAnswer<Body> {
  readonly status: number;
  readonly etag: string | null;
  readonly body: Body;
}

/** A browser at the administrator's page, without the page. */
export class AdminClient {
  readonly origin: string;
  cookie = '';

  constructor(origin: string) {
    this.origin = origin;
  }

  async call<Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<AdminAnswer<Body>> {
    const response = await fetch(`${this.origin}/api/admin/${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        origin: this.origin,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.cookie = cookie.split(';')[0] ?? '';
    const answer: unknown = await response.json();
    assertDescribed(method, `/api/admin/${path}`, { status: response.status, type: response.headers.get('content-type') ?? '', body: answer });
    return { status: response.status, etag: response.headers.get('etag'), body: answer as Body };
  }

  async signIn(userName: string, password: string): Promise<this> {
    const { status, body } = await this.call('POST', 'sign-in', { userName, password });
    assert.equal(status, 200, JSON.stringify(body));
    return this;
  }

  async sites(): Promise<SiteSummary[]> {
    return (await this.call<SiteList>('GET', 'sites')).body.sites;
  }

  /** The site with its ETag, for the next change. */
  site(key: string): Promise<AdminAnswer<SiteView>> {
    return this.call('GET', `sites/${key}`);
  }

  versions(key: string, before?: number): Promise<AdminAnswer<SiteVersions>> {
    return this.call('GET', `sites/${key}/versions${before === undefined ? '' : `?before=${before}`}`);
  }

  /** @param etag - Of the site as it was seen; the newest by default. */
  async change<Body = SiteView>(method: string, key: string, what: string, body?: unknown, etag?: string | null): Promise<AdminAnswer<Body>> {
    const match = etag ?? (await this.site(key)).etag ?? '';
    return this.call(method, `sites/${key}/${what}`, body, { 'if-match': match });
  }

  /** Makes it the draft, and publishes that. */
  async publish(key: string, config: SiteConfig): Promise<AdminAnswer<SiteView>> {
    const { status, body } = await this.change<SiteView & AdminProblem>('PUT', key, 'draft', config);
    assert.equal(status, 200, JSON.stringify(body));
    return this.change('POST', key, 'publish', {});
  }
}
