import { expect, waitUntil } from '@open-wc/testing';
import type { PageAct } from '../../gateway/protocol/cobrowse-acts.ts';
import type { CustomerOnly } from '../../gateway/protocol/cobrowse-act-kinds.ts';
import { PageActs } from '../../gateway/cobrowse/act/page-acts.ts';
import { makePage, OPEN_POLICY, Recording } from '../support/cobrowse-recording.ts';

/** A page that is recorded and used, with the numbers that an agent's page would have for its elements. */
class UsedPage {
  readonly frame: HTMLIFrameElement;
  readonly document: Document;
  readonly recording: Recording;
  readonly acts: PageActs;
  readonly heard: string[] = [];
  nowMs = 0;

  private constructor(html: string, options: { noControl?: string[]; customerOnly?: CustomerOnly[] }) {
    this.frame = makePage(html);
    this.document = this.frame.contentDocument as Document;
    this.recording = new Recording(this.frame, { policy: { ...OPEN_POLICY, noControl: options.noControl ?? [] } });
    const { recorder } = this.recording;
    this.acts = new PageActs({
      window: this.frame.contentWindow as Window & typeof globalThis,
      nodeOf: (id) => recorder.nodeOf(id),
      forbids: (element) => recorder.forbids(element),
      customerOnly: options.customerOnly ?? [],
      now: () => this.nowMs,
    });
  }

  static async open(html: string, options: { noControl?: string[]; customerOnly?: CustomerOnly[] } = {}): Promise<UsedPage> {
    const page = new UsedPage(html, options);
    await page.recording.start();
    return page;
  }

  find<T extends Element = HTMLInputElement>(selector: string): T {
    const found = this.document.querySelector<T>(selector);
    if (!found) throw new Error(`There is no ${selector}`);
    return found;
  }

  isTold(node: Node): boolean {
    return this.#ids(node).length > 0;
  }

  idOf(node: Node): number {
    const [id] = this.#ids(node);
    if (id === undefined) throw new Error(`It is not told: ${(node as Element).id}`);
    return id;
  }

  #ids(node: Node): number[] {
    return Array.from({ length: 1_000 }, (_, index) => index + 1).filter((id) => this.recording.recorder.nodeOf(id) === node);
  }

  /** What comes of it: a reason, or `done`. */
  act(act: PageAct): string {
    return this.acts.act(act)?.reason ?? 'done';
  }

  click(target: string | Element, count: 1 | 2 = 1): string {
    const element = typeof target === 'string' ? this.find(target) : target;
    return this.act({ kind: 'click', point: { id: this.idOf(element), x: 0.5, y: 0.5 }, count });
  }

  type(text: string): string {
    return this.act({ kind: 'text', text });
  }

  key(key: Extract<PageAct, { kind: 'key' }>['key'], isShift = false): string {
    return this.act({ kind: 'key', key, ...(isShift && { shift: true }) });
  }

  /** Notes these events of the page as `type target`. */
  listen(...types: string[]): void {
    for (const type of types) this.document.addEventListener(type, (event) => this.heard.push(`${type} ${(event.target as Element).id}`), true);
  }

  close(): void {
    this.acts.stop();
    this.recording.recorder.stop();
    this.frame.remove();
  }
}

describe('acts of an agent in the customer’s page [B-32]', () => {
  let page: UsedPage;
  const open = async (...options: Parameters<typeof UsedPage.open>): Promise<void> => {
    page = await UsedPage.open(...options);
  };
  afterEach(() => page.close());

  it('clicks as a mouse does, with every event in its order', async () => {
    await open('<button id=b>Press</button>');
    page.listen('pointerdown', 'mousedown', 'focus', 'pointerup', 'mouseup', 'click', 'dblclick');
    expect(page.click('#b')).to.equal('done');
    expect(page.heard).to.deep.equal(['pointerdown b', 'mousedown b', 'focus b', 'pointerup b', 'mouseup b', 'click b']);
    expect(page.click('#b', 2)).to.equal('done');
    expect(page.heard.filter((entry) => entry.startsWith('dblclick'))).to.deep.equal(['dblclick b']);
  });

  it('ticks boxes, chooses one of several, opens details, and presses labels', async () => {
    await open('<input type=checkbox id=c><label id=l for=d>Tick</label><input type=checkbox id=d><input type=radio name=r id=r1><input type=radio name=r id=r2><details id=x><summary id=s>More</summary>text</details>');
    page.listen('input', 'change');
    expect([page.click('#c'), page.click('#l'), page.click('#r2'), page.click('#s')]).to.deep.equal(['done', 'done', 'done', 'done']);
    expect([page.find('#c').checked, page.find('#d').checked, page.find('#r2').checked, page.find<HTMLDetailsElement>('#x').open]).to.deep.equal([true, true, true, true]);
    expect(page.heard).to.deep.equal(['input c', 'change c', 'input d', 'change d', 'input r2', 'change r2']);
  });

  it('types into fields so that what listens hears it, and says change when a field is left', async () => {
    await open('<input id=a data-cobrowse=allow value="ab"><textarea id=t data-cobrowse=allow></textarea><input id=n type=number data-cobrowse=allow>');
    page.listen('beforeinput', 'input', 'change');
    expect([page.click('#a'), page.type('cé'), page.type('d')]).to.deep.equal(['done', 'done', 'done']);
    expect(page.find('#a').value).to.equal('abcéd');
    expect(page.heard).to.deep.equal(['beforeinput a', 'input a', 'beforeinput a', 'input a']);
    expect([page.key('Tab'), page.type('one'), page.key('Enter'), page.type('two')]).to.deep.equal(['done', 'done', 'done', 'done']);
    expect(page.heard).to.include('change a');
    expect(page.find<HTMLTextAreaElement>('#t').value).to.equal('one\ntwo');
    page.click('#n');
    for (const character of '19.95') expect(page.type(character)).to.equal('done');
    expect(page.find('#n').value).to.equal('19.95');
    expect(page.type('x')).to.equal('done');
    expect(page.find('#n').value, 'no number').to.equal('19.95');
  });

  it('moves, selects and deletes in a field, by whole characters', async () => {
    await open('<input id=a data-cobrowse=allow value="a👩‍💻b" maxlength=9>');
    page.click('#a');
    page.key('ArrowLeft');
    page.key('Backspace');
    expect(page.find('#a').value).to.equal('ab');
    page.key('Home');
    page.key('Delete');
    expect(page.find('#a').value).to.equal('b');
    page.key('SelectAll');
    page.type('0123456789');
    expect(page.find('#a').value, 'no more than may stand there').to.equal('012345678');
    page.key('ArrowLeft', true);
    page.key('ArrowLeft', true);
    page.type('-');
    expect(page.find('#a').value).to.equal('0123456-');
    const id = page.idOf(page.find('#a'));
    expect(page.act({ kind: 'select', from: { id, offset: 0 }, to: { id, offset: 7 } })).to.equal('done');
    page.key('Delete');
    expect(page.find('#a').value).to.equal('-');
  });

  it('does not do what the page prevents', async () => {
    await open('<input id=a data-cobrowse=allow><input type=checkbox id=c>');
    page.document.addEventListener('beforeinput', (event) => event.preventDefault());
    page.find('#c').addEventListener('click', (event) => event.preventDefault());
    page.click('#a');
    page.type('x');
    page.click('#c');
    expect([page.find('#a').value, page.find('#c').checked]).to.deep.equal(['', false]);
  });

  it('writes where text is edited in the page itself', async () => {
    await open('<div id=e contenteditable data-cobrowse=allow>ab</div>');
    page.listen('input');
    page.click('#e');
    page.key('SelectAll');
    expect(page.type('new text')).to.equal('done');
    expect(page.find<HTMLElement>('#e').textContent).to.equal('new text');
    page.key('Backspace');
    expect(page.find<HTMLElement>('#e').textContent).to.equal('new tex');
    expect(page.heard).to.include('input e');
  });

  it('chooses in lists, one or several, and nothing that cannot be chosen', async () => {
    await open('<select id=s data-cobrowse=allow><option>a<option>b<option disabled>c</select><select id=m multiple data-cobrowse=allow><option>a<option>b<option>c</select>');
    page.listen('input', 'change');
    const choose = (selector: string, ...options: number[]): string => page.act({ kind: 'choose', id: page.idOf(page.find(selector)), options });
    expect([choose('#s', 1), choose('#s', 1), choose('#s', 2), choose('#s', 7), choose('#s', 0, 1)]).to.deep.equal(['done', 'done', 'disabled', 'notThere', 'unfit']);
    expect(page.find<HTMLSelectElement>('#s').selectedIndex).to.equal(1);
    expect(choose('#m', 0, 2)).to.equal('done');
    expect([...page.find<HTMLSelectElement>('#m').selectedOptions].map(({ text }) => text)).to.deep.equal(['a', 'c']);
    expect(page.heard).to.deep.equal(['input s', 'change s', 'input m', 'change m']);
  });

  it('scrolls the page and what scrolls in it, and selects its text', async () => {
    await open('<div id=box style="height: 50px; overflow: auto"><p id=in style="height: 300px">inside</p></div><p id=text>Some words</p><div style="height: 3000px"></div>');
    const scroll = (selector: string, downPx: number): string => page.act({ kind: 'scroll', id: page.idOf(page.find(selector)), rightPx: 0, downPx });
    expect([scroll('#in', 40), scroll('#text', 100)]).to.deep.equal(['done', 'done']);
    expect([page.find('#box').scrollTop, page.document.scrollingElement?.scrollTop]).to.deep.equal([40, 100]);
    const id = page.idOf(page.find('#text').firstChild as Text);
    expect(page.act({ kind: 'select', from: { id, offset: 5 }, to: { id, offset: 10 } })).to.equal('done');
    expect(String(page.document.getSelection())).to.equal('words');
  });

  it('sends a form by its button and by Enter, as a browser does', async () => {
    await open('<form id=f><input id=a data-cobrowse=allow required><button id=b name=by value=button>Send</button></form><form id=g><input id=h data-cobrowse=allow></form>');
    const sent: string[] = [];
    page.document.addEventListener('submit', (event) => {
      event.preventDefault();
      sent.push(`${(event.target as Element).id} ${(event.submitter as Element | null)?.id}`);
    });
    page.click('#b');
    expect(sent, 'what is required is missing').to.deep.equal([]);
    page.click('#a');
    page.type('x');
    page.click('#b');
    page.click('#a');
    page.key('Enter');
    page.click('#h');
    page.key('Enter');
    expect(sent).to.deep.equal(['f b', 'f b', 'g undefined']);
  });

  it('[T-COBROWSE-ACT] touches nothing private, marked, foreign, of our own, or that nobody could click', async () => {
    await open(
      `<input id=pw type=password><input id=plain><input id=card autocomplete=cc-number data-cobrowse=allow><label id=label>Pin <input id=pin name=pin></label>
       <p id=masked data-cobrowse=mask><button id=inMask>x</button></p><div id=block data-cobrowse=block><button>x</button></div>
       <div data-cobrowse=no-control><button id=kept>x</button></div><button class=own id=own>x</button><input id=file type=file><label id=forFile for=file>File</label>
       <button id=off disabled>x</button><fieldset disabled><input id=offIn type=checkbox></fieldset><div inert><button id=inert>x</button></div>
       <button id=hidden style="visibility: hidden">x</button><button id=unseen style="opacity: 0">x</button>
       <div style="position: relative; width: 90px; height: 30px"><button id=under style="width: 90px">x</button><div id=over style="position: absolute; inset: 0"></div></div>
       <sideseat-snippet id=ours data-cobrowse=block></sideseat-snippet><a id=away href="https://elsewhere.example/">x</a><a id=blank href="/x" target=_blank>x</a><a id=save href="/x" download>x</a>
       <a id=mail href="mailto:a@b.example">x</a><form action="https://elsewhere.example/"><button id=sendAway>x</button></form><form target=_blank><button id=sendNew>x</button></form>
       <p id=text style="margin: 0">free</p>`,
      { noControl: ['.own'] },
    );
    page.listen('click', 'submit', 'focus');
    const expected = {
      private: ['#pw', '#plain', '#card', '#label', '#pin', '#masked', '#inMask', '#block'],
      noControl: ['#kept', '#own'],
      file: ['#file', '#forFile'],
      disabled: ['#off', '#offIn', '#inert'],
      notThere: ['#hidden', '#unseen', '#under'],
      leaves: ['#away', '#blank', '#save', '#mail', '#sendAway', '#sendNew'],
    };
    for (const [reason, selectors] of Object.entries(expected))
      for (const selector of selectors) expect(`${selector} ${page.click(selector)}`).to.equal(`${selector} ${reason}`);
    expect(page.heard).to.deep.equal([]);
    expect(page.isTold(page.find('#ours')), 'no number to name it by').to.equal(false);
    expect(page.act({ kind: 'click', point: { id: 999, x: 0, y: 0 }, count: 1 })).to.equal('notThere');
    expect(page.type('x'), 'nothing was clicked into').to.equal('noField');
    expect(page.click('#text')).to.equal('done');
  });

  it('[T-COBROWSE-ACT] touches nothing private by way of what is around it, or of what became private since', async () => {
    await open('<div id=around style="width: 100px; height: 40px"><input id=pw type=password style="width: 100px; height: 40px; box-sizing: border-box"></div><input id=a data-cobrowse=allow>');
    expect(page.click('#around')).to.equal('private');
    expect(page.click('#a')).to.equal('done');
    page.find('#a').type = 'password';
    expect(page.type('x'), 'as it is now').to.equal('private');
    page.find('#a').type = 'text';
    expect(page.type('x'), 'it held a password once').to.equal('private');
    expect([page.find('#a').value, page.find('#pw').value]).to.deep.equal(['', '']);
    page.find('#pw').focus();
    expect([page.type('x'), page.key('Enter')], 'where the customer went').to.deep.equal(['noField', 'noField']);
  });

  it('[T-COBROWSE-ACT] presses no button by Enter, and none by its label, that it could not click', async () => {
    await open(
      `<form><input id=a data-cobrowse=allow><button data-cobrowse=no-control>x</button></form><form id=f><button data-cobrowse=block>x</button></form><input id=b form=f data-cobrowse=allow>
       <form data-cobrowse=no-control id=g></form><input id=c form=g data-cobrowse=allow>
       <form><input id=d data-cobrowse=allow><div style="position: relative"><button>x</button><div style="position: absolute; inset: 0"></div></div></form>
       <form target=_blank><button id=new>x</button></form><label id=forNew for=new>x</label><x-label id=host><i id=slotted>y</i></x-label>`,
    );
    page.find('#host').attachShadow({ mode: 'open' }).innerHTML = '<label><slot></slot><input type=password></label>';
    page.listen('click', 'submit');
    for (const id of ['a', 'b', 'c', 'd']) page.click(`#${id}`);
    page.heard.length = 0;
    const enterIn = (id: string): string => `${page.click(`#${id}`)} ${page.key('Enter')}`;
    expect([enterIn('a'), enterIn('b'), enterIn('c'), enterIn('d')]).to.deep.equal(['done noControl', 'done private', 'done noControl', 'done notThere']);
    expect([page.click('#forNew'), page.click('#slotted')]).to.deep.equal(['leaves', 'private']);
    expect(page.heard.filter((entry) => entry.startsWith('submit'))).to.deep.equal([]);
  });

  it('[T-COBROWSE-ACT] does nothing in a page that is paused', async () => {
    await open('<input id=a data-cobrowse=allow>');
    page.click('#a');
    page.recording.recorder.stop();
    expect([page.type('x'), page.key('Tab'), page.act({ kind: 'go', to: 'back' })]).to.deep.equal(['private', 'private', 'private']);
    page.find('#a').blur();
    expect(page.key('PageDown')).to.equal('private');
  });

  it('[T-COBROWSE-ACT] does by keys only what it could do by clicks', async () => {
    await open(
      `<input type=radio name=r id=r1 checked><input type=radio name=r id=r2 data-cobrowse=no-control><select id=s data-cobrowse=allow><option>a<option data-cobrowse=mask>b</select>
       <p id=p>z</p><dialog id=top data-cobrowse=no-control>x</dialog><dialog id=under>y</dialog>`,
    );
    expect([page.click('#r1'), page.key('ArrowDown'), page.find('#r1').checked]).to.deep.equal(['done', 'noControl', true]);
    page.act({ kind: 'choose', id: page.idOf(page.find('#s')), options: [0] });
    expect([page.key('ArrowDown'), page.find<HTMLSelectElement>('#s').selectedIndex]).to.deep.equal(['private', 0]);
    page.find<HTMLDialogElement>('#under').showModal();
    page.find<HTMLDialogElement>('#top').showModal();
    (page.document.activeElement as HTMLElement).blur();
    expect([page.key('Escape'), page.find<HTMLDialogElement>('#under').open]).to.deep.equal(['noControl', true]);
    page.find<HTMLDialogElement>('#top').close();
    (page.document.activeElement as HTMLElement).blur();
    expect([page.key('Escape'), page.find<HTMLDialogElement>('#under').open]).to.deep.equal(['done', false]);
    page.document.designMode = 'on';
    (page.document.activeElement as HTMLElement).blur();
    expect(page.key('Space'), 'nothing was clicked into').to.equal('noField');
    expect([page.click('#p'), page.key('Space'), page.type('x')]).to.deep.equal(['done', 'private', 'private']);
    page.document.designMode = 'off';
    page.document.body.outerHTML = '<body contenteditable data-cobrowse=allow>text</body>';
    (page.document.activeElement as HTMLElement).blur();
    page.recording.recorder.resync();
    expect(page.key('Delete'), 'nothing was clicked into').to.equal('noField');
    page.document.body.removeAttribute('contenteditable');
    page.document.body.setAttribute('data-cobrowse', 'no-control');
    expect(page.key('Enter')).to.equal('noControl');
  });

  it('[T-COBROWSE-ACT] chooses and selects nothing that something is in front of', async () => {
    await open(
      `<div style="position: relative"><select id=s data-cobrowse=allow><option>a<option>b</select><input id=a data-cobrowse=allow value=text><p id=p>Words</p><div style="position: absolute; inset: 0"></div></div>`,
    );
    expect(page.act({ kind: 'choose', id: page.idOf(page.find('#s')), options: [1] })).to.equal('notThere');
    for (const node of [page.find('#a'), page.find('#p').firstChild as Text]) {
      const id = page.idOf(node);
      expect(page.act({ kind: 'select', from: { id, offset: 0 }, to: { id, offset: 2 } })).to.equal('notThere');
    }
  });

  it('[T-COBROWSE-ACT] edits nothing private or kept within what it may edit', async () => {
    await open('<div id=e contenteditable data-cobrowse=allow>ab<b id=kept data-cobrowse=no-control>cd</b><i id=m data-cobrowse=mask>ef</i>gh</div>');
    const host = page.find<HTMLElement>('#e');
    const caret = (node: Node | null, at: number): void => page.document.getSelection()?.collapse(node, at);
    expect([page.click('#e'), page.key('SelectAll'), page.type('x'), page.key('Delete')]).to.deep.equal(['done', 'done', 'noControl', 'noControl']);
    caret(page.find('#kept').firstChild, 1);
    expect([page.type('x'), page.key('Enter'), page.key('Backspace')]).to.deep.equal(['noControl', 'noControl', 'noControl']);
    caret(host.lastChild, 0);
    expect(page.key('Backspace'), 'beside it').to.equal('private');
    caret(host.firstChild, 2);
    expect(page.key('Delete')).to.equal('noControl');
    expect(host.textContent).to.equal('abcdefgh');
    caret(host.firstChild, 1);
    expect([page.type('x'), page.key('Backspace'), page.key('Backspace'), host.textContent]).to.deep.equal(['done', 'done', 'done', 'bcdefgh']);
  });

  it('[B-32] waits while the customer is in a frame, where nobody hears what is typed', async () => {
    await open('<input type=checkbox id=c><iframe id=own></iframe><iframe id=foreign sandbox></iframe>');
    const inner = page.find<HTMLIFrameElement>('#own').contentDocument as Document;
    inner.body.innerHTML = '<input>';
    inner.querySelector('input')?.focus();
    expect(page.click('#c')).to.equal('customerActs');
    page.find<HTMLElement>('#foreign').focus();
    expect(page.click('#c')).to.equal('customerActs');
    page.find('#c').focus();
    expect(page.click('#c')).to.equal('done');
  });

  it('[B-32] does not wait for a customer whose last click was the OK in our own frame', async () => {
    await open('<input type=checkbox id=c><sideseat-snippet></sideseat-snippet>');
    const root = page.find('sideseat-snippet').attachShadow({ mode: 'open' });
    root.innerHTML = '<iframe sandbox></iframe>';
    root.querySelector('iframe')?.focus();
    expect(page.click('#c')).to.equal('done');
  });

  it('[T-COBROWSE-ACT] goes by Tab past what it may not use, and sends nothing by Space', async () => {
    await open(
      '<form><input id=a data-cobrowse=allow><input id=pw type=password><button data-cobrowse=no-control type=button>x</button><input type=file><input type=checkbox id=c><button>Send</button></form><a id=top href="#">x</a><a id=self href="/x" target=self>x</a>',
      { customerOnly: ['leave', 'submit'] },
    );
    page.find('#top').addEventListener('click', (event) => event.preventDefault());
    expect([page.click('#a'), page.key('Tab'), page.document.activeElement?.id]).to.deep.equal(['done', 'done', 'c']);
    expect([page.key('Space'), page.find('#c').checked, page.key('Enter')]).to.deep.equal(['done', true, 'customerOnly']);
    expect([page.key('Tab', true), page.document.activeElement?.id]).to.deep.equal(['done', 'a']);
    expect([page.click('#top'), page.click('#self')]).to.deep.equal(['done', 'leaves']);
  });

  it('keeps leaving and sending for the customer’s own click where the site says so, and says where', async () => {
    await open('<a id=next href="/next">x</a><a id=hash href="#part">x</a><form id=f><input id=a data-cobrowse=allow><button id=b>x</button></form><p id=part>y</p>', { customerOnly: ['leave', 'submit'] });
    page.document.addEventListener('submit', () => page.heard.push('sent'));
    const at = page.find<HTMLAnchorElement>('#next');
    expect(page.acts.act({ kind: 'click', point: { id: page.idOf(at), x: 0.5, y: 0.5 }, count: 1 })).to.include({ reason: 'customerOnly', element: at });
    expect([page.click('#b'), page.click('#a'), page.key('Enter'), page.click('#part')]).to.deep.equal(['customerOnly', 'done', 'customerOnly', 'done']);
    expect(page.heard).to.deep.equal([]);
  });

  it('waits while the customer’s own hand is at work, and no script is taken for that', async () => {
    await open('<input type=checkbox id=c>');
    page.document.dispatchEvent(new KeyboardEvent('keydown', { key: 'x' }));
    expect(page.click('#c')).to.equal('done');
    // What is trusted only a browser can make: the real thing is shown in the end-to-end tests.
  });

  it('acts in open shadow roots and in frames of the same site', async () => {
    await open('<x-card id=host></x-card><iframe id=inner style="width: 200px; height: 80px; border: 3px solid"></iframe>');
    const shadow = page.find('#host').attachShadow({ mode: 'open' });
    shadow.innerHTML = '<button id=in>x</button>';
    const inner = page.find<HTMLIFrameElement>('#inner').contentDocument as Document;
    inner.body.innerHTML = '<input id=field data-cobrowse=allow>';
    const pressed: string[] = [];
    shadow.addEventListener('click', (event) => pressed.push((event.target as Element).id));
    const field = inner.querySelector('#field') as HTMLInputElement;
    const button = shadow.querySelector('#in') as Element;
    await waitUntil(() => page.isTold(button) && page.isTold(field), 'they are told', { timeout: 10_000 });
    expect(page.click(button)).to.equal('done');
    expect(pressed).to.deep.equal(['in']);
    expect([page.click(field), page.type('within')]).to.deep.equal(['done', 'done']);
    expect(field.value).to.equal('within');
  });
});
