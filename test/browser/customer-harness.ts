import { aTimeout } from '@open-wc/testing';
import { ApiError } from '../../gateway/client/errors.ts';
import type { Join } from '../../gateway/protocol/http.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { activeView, question, REQUEST_ID, ScriptedDesktop, share, show } from '../../mocks/customer.ts';
import { ScriptedLink } from '../../mocks/scripted-link.ts';
import type { CustomerClient, CustomerState } from '../../plugin/customer/customer-client.ts';
import { createCustomerClient } from '../../plugin/customer/customer-client.ts';
import type { AnswerDetail } from '../../plugin/customer/elements/question.ts';
import * as part from '../../plugin/customer/session-part.ts';

export const OK: AnswerDetail = { requestId: REQUEST_ID, answer: 'ok', locale: 'en', textVersion: 1 };

/** Lets promises settle; nothing here waits for time. */
export const turn = (): Promise<void> => aTimeout(0);

/** The customer's client over a scripted link, a scripted desktop and a scripted server. */
export class Harness {
  readonly links: ScriptedLink[] = [];
  readonly desktop = new ScriptedDesktop();
  readonly joined: Join[] = [];
  /** How often the server was told to forget an ended session. */
  forgotten = 0;
  joinError: unknown = null;
  siteError: unknown = null;
  hasJoined = true;
  load = async (): Promise<typeof part> => part;
  /** The sessions that tickets were asked for. */
  readonly ticketsFor: (string | undefined)[] = [];
  locale: Locale = 'en';
  readonly client: CustomerClient = createCustomerClient({
    api: {
      site: () =>
        this.siteError === null
          ? Promise.resolve({
              company: 'Acme Support',
              joinUrls: ['https://help.acme.example/join'],
              pinLength: 6,
              joined: this.hasJoined,
              helperPlatforms: ['linux-x64'],
            })
          : Promise.reject(this.siteError),
      join: (code) => {
        this.joined.push(code);
        return this.joinError === null ? Promise.resolve() : Promise.reject(this.joinError);
      },
      forgetEnded: () => {
        this.forgotten += 1;
        return Promise.reject(new ApiError('E_INTERNAL', { offline: true }));
      },
      customerTicket: (sessionId) => {
        this.ticketsFor.push(sessionId);
        return Promise.reject(new ApiError('E_NOT_JOINED'));
      },
    },
    locale: () => this.locale,
    load: () => this.load(),
    createLink: (getTicket) => {
      const link = new ScriptedLink(getTicket);
      this.links.push(link);
      return link;
    },
    createSource: () => this.desktop,
  });

  get state(): CustomerState {
    return this.client.state$.value;
  }

  get link(): ScriptedLink {
    return this.links.at(-1)!;
  }

  /** What the link does when the server knows no session of this browser. */
  async refuse(): Promise<void> {
    await this.link.getTicket().catch(() => undefined);
    this.link.state$.next('refused');
  }

  static async asked(): Promise<Harness> {
    const harness = new Harness();
    await harness.client.start(null);
    show(harness.link, activeView({ question: question() }));
    return harness;
  }

  static async sharing(): Promise<Harness> {
    const harness = await Harness.asked();
    void harness.client.answer(OK);
    harness.desktop.pick();
    await turn();
    harness.link.acceptAll();
    await turn();
    show(harness.link, activeView({ share: share('opening') }));
    harness.desktop.mediaUp();
    show(harness.link, activeView({ share: share() }));
    harness.desktop.calls.length = 0;
    return harness;
  }
}

/** Of a browser that has joined already. */
export async function start(): Promise<Harness> {
  const harness = new Harness();
  await harness.client.start(null);
  return harness;
}
