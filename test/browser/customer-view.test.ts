import { expect } from '@open-wc/testing';
import { pageTitle } from '../../plugin/customer/announcement.ts';
import * as later from '../../plugin/customer/later-part.ts';
import type { OpenView, PageView } from '../../plugin/customer/page-view.ts';
import { toPageView } from '../../plugin/customer/page-view.ts';
import { pinMistake } from '../../plugin/customer/pin.ts';
import { customerTexts } from '../../plugin/customer/texts/texts.ts';
import { en } from '../../plugin/customer/texts/en.ts';
import { SUPPORTED_LOCALES } from '../../plugin/shared/i18n/locale.ts';
import type { Text, TextParams } from '../../plugin/shared/i18n/texts.ts';
import { fillText } from '../../plugin/shared/i18n/texts.ts';
import { activeView, continuable, outcome, question, REQUEST_ID, share, waitingView } from '../../mocks/customer.ts';

const open = (page: PageView): OpenView => {
  if (page.kind !== 'open') throw new Error(`the page is ${page.kind}`);
  return page;
};

describe('what the customer’s page shows', () => {
  it('[001-08] shows nothing as shared to a customer who has only joined', () => {
    const page = open(toPageView(waitingView(), 'open', 'none'));
    expect(page.status).to.equal('waiting');
    expect([page.question, page.choosing, page.sharing, page.outcome]).to.deep.equal([null, null, null, null]);
  });

  it('[002-03] shows the question while it is open and nothing is captured', () => {
    const view = activeView({ question: question() });
    expect(open(toPageView(view, 'open', 'none')).question?.requestId).to.equal(REQUEST_ID);
    expect(open(toPageView(view, 'open', 'choosing')).question, 'OK was pressed').to.equal(null);
    expect(open(toPageView(view, 'retrying', 'none')).question, 'cannot be answered').to.equal(null);
  });

  it('[002-07] says that the desktop is shared for exactly as long as this page captures', () => {
    const view = activeView({ share: share() });
    expect(open(toPageView(view, 'open', 'running')).sharing?.phase).to.equal('watched');
    expect(open(toPageView(view, 'open', 'none')).sharing, 'stopped here, not yet told').to.equal(null);
    expect(open(toPageView(activeView(), 'open', 'running')).sharing?.phase, 'no grant yet').to.equal('starting');
    expect(open(toPageView(view, 'retrying', 'running')).sharing?.phase, 'link lost, still captures').to.equal('watched');
  });

  it('shows what came of the last request only while nothing newer is going on', () => {
    const ended = { outcome: outcome('notNow') };
    expect(open(toPageView(activeView(ended), 'open', 'none')).outcome?.reason).to.equal('notNow');
    expect(open(toPageView(activeView({ ...ended, question: question() }), 'open', 'none')).outcome).to.equal(null);
    expect(open(toPageView(activeView(ended), 'retrying', 'none')).outcome).to.equal(null);
  });

  it('[D-3] remembers when the last share ended, and nothing where there was none', () => {
    const { atMs } = outcome('revoked', true);
    expect(open(toPageView(activeView({ outcome: outcome('revoked', true) }), 'open', 'none')).stoppedAtMs).to.equal(atMs);
    expect(open(toPageView(activeView({ outcome: outcome('notNow') }), 'open', 'none')).stoppedAtMs).to.equal(null);
  });

  it('[I13] shows an offer to continue only while this page holds the screen', () => {
    const view = activeView({ outcome: outcome('agentLost', true), continuable: continuable() });
    const shown = (...args: Parameters<typeof toPageView>) => open(toPageView(...args)).interruption;
    expect(shown(view, 'open', 'suspended')).to.deep.equal({ kind: 'offered', offer: continuable(), answering: false });
    expect(shown(view, 'open', 'continuing')).to.include({ kind: 'offered', answering: true });
    for (const capture of ['none', 'lapsed', 'choosing', 'running'] as const) {
      expect(shown(view, 'open', capture), capture).to.equal(null);
    }
  });

  it('[I20] says what an interrupted share waits for: the link, the agent, else the server', () => {
    const shown = (...args: Parameters<typeof toPageView>) => open(toPageView(...args)).interruption;
    const view = activeView({ continuable: continuable() });
    expect(shown(view, 'retrying', 'suspended')).to.deep.equal({ kind: 'pending', waitsFor: 'link' });
    const away = activeView({ agentPresence: 'absent' });
    expect(shown(away, 'open', 'suspended')).to.deep.equal({ kind: 'pending', waitsFor: 'agent' });
    expect(shown(activeView(), 'open', 'suspended')).to.deep.equal({ kind: 'pending', waitsFor: 'server' });
  });

  it('[I6] claims no sharing while a screen is only held', () => {
    const page = open(toPageView(activeView({ share: share() }), 'open', 'suspended'));
    expect([page.sharing, page.outcome]).to.deep.equal([null, null]);
  });

  it('tells the ends of a page apart', () => {
    const ended = activeView({ status: 'ended', endReason: 'agentEnded' });
    expect(toPageView(ended, 'closed', 'none').kind).to.equal('ended');
    expect(toPageView(ended, 'refused', 'none').kind).to.equal('ended');
    expect(toPageView(activeView(), 'replaced', 'none').kind).to.equal('replaced');
    expect(toPageView(activeView(), 'refused', 'none').kind).to.equal('outdated');
    expect(toPageView(null, 'connecting', 'none').kind).to.equal('opening');
  });

  it('[002-03] says in the browser tab’s title what is asked or shared', () => {
    const t = (key: Parameters<typeof customerTexts.get>[1], params: TextParams = {}) =>
      fillText(customerTexts.get('en', key), params, 'en');
    const titleOf = (page: PageView) => pageTitle(page, 'Acme Support', { locale: 'en', t }, later);
    expect(titleOf(toPageView(activeView({ question: question() }), 'open', 'none'))).to.equal(
      'Mia Keller asks to see your desktop – Acme Support',
    );
    expect(titleOf(toPageView(activeView({ share: share() }), 'open', 'running'))).to.contain('Your screen is shared');
    expect(titleOf(toPageView(activeView(), 'open', 'suspended'))).to.equal('Sharing interrupted – Acme Support');
    expect(titleOf(toPageView(waitingView(), 'open', 'none'))).to.equal('Acme Support: help');
  });
});

describe('a code as people type it', () => {
  for (const typed of ['123456', ' 123 456 ', '123-456', '１２３４５６', '12–34–56', 'l23 4O6']) {
    it(`[004-08] lets “${typed}” through to the server`, () => expect(pinMistake(typed, 6)).to.equal(null));
  }
  it('[004-08] asks for a code where there is none', () => expect(pinMistake(' - ', 6)).to.equal('pinEmpty'));
  it('[004-08] says so when it is too short or too long', () => {
    expect(pinMistake('12345', 6)).to.equal('pinLength');
    expect(pinMistake('1234567', 6)).to.equal('pinLength');
    expect(pinMistake('1'.repeat(10_000), 6)).to.equal('pinLength');
  });
  it('[004-08] leaves that to the server while the length is not known', () => {
    expect(pinMistake('12345', null)).to.equal(null);
  });
});

describe('the customer’s texts', () => {
  it('are there in five languages, with the same places to fill', async () => {
    const places = (text: Text): string[] => [...JSON.stringify(text).matchAll(/\{\w+\}/g)].map(String).sort();
    for (const locale of SUPPORTED_LOCALES) {
      await customerTexts.load(locale);
      for (const key of Object.keys(en) as (keyof typeof en)[]) {
        expect(places(customerTexts.get(locale, key)), `${locale} ${key}`).to.deep.equal(places(en[key]));
      }
    }
  });

  it('name the toolbar and its commands as the help pages do', async () => {
    for (const locale of SUPPORTED_LOCALES) await customerTexts.load(locale);
    const names = (key: keyof typeof en) => SUPPORTED_LOCALES.map((locale) => customerTexts.get(locale, key));
    expect(names('toolbar.stop')).to.deep.equal([
      'Stop screen sharing',
      'Bildschirmfreigabe beenden',
      "Arrêter le partage d'écran",
      'Arresta la condivisione dello schermo',
      '画面共有を停止',
    ]);
    expect(names('continue.action')).to.deep.equal([
      'Continue sharing',
      'Freigabe fortsetzen',
      'Continuer le partage',
      'Continua a condividere',
      '共有を続ける',
    ]);
    expect(names('join.pin')).to.deep.equal(['PIN code', 'PIN-Code', 'Code PIN', 'Codice PIN', 'PINコード']);
    expect(names('question.notNow')).to.deep.equal(['Not now', 'Jetzt nicht', 'Pas maintenant', 'Non ora', '今はしない']);
  });
});
