import { aTimeout, expect, fixtureCleanup, fixtureSync, html } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import 'axe-core/axe.js';
import type { AxeResults, RunOptions } from 'axe-core';
import type { TemplateResult } from 'lit';

export { FakeClock } from '../../mocks/fake-clock.ts';

/** Helpers for tests of elements: find by role and name as people do, and the suite that every element starts with. */

declare global {
  // axe and Lit put these on the page.
  var axe: { run(context: Element, options: RunOptions): Promise<AxeResults> };
  var litIssuedWarnings: Set<string> | undefined;
}

export type Scheme = 'light' | 'dark' | 'forced colours';

let areColoursForced = false;

/** Puts the page's tokens in place, as the real pages do, and chooses light, dark, or the person's own colours. */
export async function dressPage(scheme: Scheme = 'light'): Promise<void> {
  document.documentElement.lang ||= 'en';
  const isForced = scheme === 'forced colours';
  document.documentElement.style.colorScheme = isForced ? 'light' : scheme;
  if (isForced !== areColoursForced) {
    await executeServerCommand('forced-colours', isForced);
    areColoursForced = isForced;
  }
  if (document.querySelector('link[data-tokens]')) return;
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/plugin/shared/tokens.css' });
  link.dataset['tokens'] = '';
  const loaded = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error('tokens.css is not served'));
  });
  document.head.append(link);
  await loaded;
}

/** Waits until an element and everything below it has rendered. */
export async function settled(root: Element): Promise<void> {
  for (let pass = 0; pass < 3; pass++) {
    for (const element of [root, ...deepElements(root)]) {
      await (element as Element & { updateComplete?: Promise<unknown> }).updateComplete;
    }
  }
}

/** Renders a template and waits for it and everything below. It waits for no frame: a tab in the background has none. */
export async function render<T extends Element>(template: TemplateResult): Promise<T> {
  const element = fixtureSync<T>(template);
  await settled(element);
  return element;
}

/** All elements below `root`, through open shadow roots, in document order. */
export function deepElements(root: ParentNode): Element[] {
  const found: Element[] = [];
  const visit = (parent: ParentNode): void => {
    for (const child of parent.children) {
      found.push(child);
      if (child.shadowRoot) visit(child.shadowRoot);
      visit(child);
    }
  };
  if (root instanceof Element && root.shadowRoot) visit(root.shadowRoot);
  visit(root);
  return found;
}

/** What a person can read in an element: rendered text through shadow roots, white space collapsed. */
export function visibleText(root: Element): string {
  const parts: string[] = [];
  const visit = (node: Node): void => {
    if (node instanceof Text) parts.push(node.data);
    if (!(node instanceof Element)) return;
    if (node.localName === 'style' || node.localName === 'option' || !isShown(node)) return;
    if (node instanceof HTMLSlotElement) return node.assignedNodes({ flatten: true }).forEach(visit);
    (node.shadowRoot ?? node).childNodes.forEach(visit);
    if (!node.matches('b, span, strong')) parts.push(' ');
  };
  visit(root);
  return parts.join('').replace(/\s+/g, ' ').trim();
}

function isShown(element: Element): boolean {
  return element.checkVisibility() || getComputedStyle(element).display === 'contents';
}

/** The first shown element with this role and accessible name; throws with what there is instead. */
export function byRole<T extends Element = HTMLElement>(root: Element, role: string, name?: string | RegExp): T {
  const found = queryRole<T>(root, role, name);
  if (found) return found;
  const there = allByRole(root, role).map((element) => `“${nameOf(element)}”`);
  throw new Error(`no ${role} ${String(name ?? '')}; there are: ${there.join(', ') || 'none'}`);
}

/** The same, `null` where there is none. */
export function queryRole<T extends Element = HTMLElement>(
  root: Element,
  role: string,
  name?: string | RegExp,
): T | null {
  const fits = (element: Element): boolean => {
    if (name === undefined) return true;
    const itsName = nameOf(element);
    return typeof name === 'string' ? itsName === name : name.test(itsName);
  };
  return (allByRole(root, role).find(fits) as T | undefined) ?? null;
}

const allByRole = (root: Element, role: string): Element[] =>
  [root, ...deepElements(root)].filter((element) => roleOf(element) === role && isShown(element));

const IMPLICIT_ROLES: Readonly<Record<string, string>> = {
  a: 'link',
  button: 'button',
  dialog: 'dialog',
  output: 'status',
  progress: 'progressbar',
  select: 'combobox',
  table: 'table',
  textarea: 'textbox',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
};

function roleOf(element: Element): string | null {
  const explicit = element.getAttribute('role');
  if (explicit) return explicit;
  if (element instanceof HTMLInputElement) return element.type === 'search' ? 'searchbox' : 'textbox';
  if (element.localName === 'section') return nameOf(element) ? 'region' : null;
  return IMPLICIT_ROLES[element.localName] ?? null;
}

/** The accessible name, as far as our elements make use of the rules. */
export function nameOf(element: Element): string {
  const scope = element.getRootNode() as Document | ShadowRoot;
  const referenced = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
  if (referenced.length > 0) return collapse(referenced.map((id) => scope.getElementById(id)?.textContent).join(' '));
  const label = element.getAttribute('aria-label');
  if (label) return collapse(label);
  if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) {
    return collapse([...(element.labels ?? [])].map(ownText).join(' '));
  }
  return element.localName === 'section' ? '' : collapse(element.textContent);
}

const ownText = (label: Element): string =>
  [...label.childNodes]
    .filter((node) => !(node instanceof Comment || node instanceof HTMLSelectElement))
    .map((node) => node.textContent)
    .join('');
const collapse = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

/** Runs axe over what is rendered; fails with rule, element and help. */
export async function expectAccessible(element: Element): Promise<void> {
  const results = await axe.run(element, { resultTypes: ['violations'], rules: { region: { enabled: false } } });
  const lines = results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n    ${node.html}\n    ${node.failureSummary ?? ''}`),
  );
  if (lines.length > 0) throw new Error(`axe found ${lines.length}:\n  ${lines.join('\n  ')}`);
}

/**
 * What every element owes, in each of its states: no Lit warnings, axe in light, dark and forced colours, survives
 * being moved in the document, leaves nothing running behind.
 *
 * @param states Templates by the name of the state. Each makes one element.
 */
export function standardSuite(tag: string, states: Readonly<Record<string, () => TemplateResult>>): void {
  describe(`<${tag}> as every element`, () => {
    after(() => dressPage());

    for (const [state, template] of Object.entries(states)) {
      for (const scheme of ['light', 'dark', 'forced colours'] as const) {
        it(`has nothing that axe objects to: ${state}, ${scheme}`, async () => {
          await dressPage(scheme);
          await expectAccessible(await render(template()));
        });
      }

      it(`survives being moved in the document: ${state}`, async () => {
        await dressPage();
        const box = await render<HTMLElement>(html`<div>${template()}</div>`);
        const element = box.firstElementChild!;
        const before = visibleText(element);
        element.remove();
        await aTimeout(0);
        box.append(element);
        await settled(box);
        expect(visibleText(element)).to.equal(before);
        expect(before, 'text of this state').to.not.equal('');
      });

      it(`leaves nothing running behind: ${state}`, async () => {
        await dressPage();
        const watch = watchLeaks();
        try {
          await render(template());
          fixtureCleanup();
          await aTimeout(0);
          expect(watch.left()).to.deep.equal([]);
        } finally {
          watch.restore();
        }
      });
    }

    it('gives Lit nothing to warn about', async () => {
      await dressPage();
      globalThis.litIssuedWarnings?.clear();
      for (const template of Object.values(states)) await render(template());
      const warnings = [...(globalThis.litIssuedWarnings ?? [])].filter((text) => !text.includes('dev-mode'));
      expect(warnings).to.deep.equal([]);
    });
  });
}

/** Counts listeners on window and document, timers and observers that were begun and not ended. */
export function watchLeaks(): { left(): string[]; restore(): void } {
  const open = new Map<string, string>();
  const undo: (() => void)[] = [];
  const patch = <O extends object, K extends keyof O>(owner: O, key: K, make: (original: O[K]) => O[K]): void => {
    const original = owner[key];
    owner[key] = make(original);
    undo.push(() => {
      owner[key] = original;
    });
  };
  const ids = new WeakMap<object, number>();
  let lastId = 0;
  const idOf = (thing: unknown): string => {
    if (typeof thing !== 'object' && typeof thing !== 'function') return String(thing);
    if (thing === null) return 'null';
    if (!ids.has(thing)) ids.set(thing, ++lastId);
    return String(ids.get(thing));
  };
  for (const [name, target] of [['window', window], ['document', document]] as const) {
    patch(target, 'addEventListener', (original) => (...args: Parameters<typeof original>) => {
      open.set(`${name} ${args[0]} ${idOf(args[1])}`, `listener for ${args[0]} on ${name}`);
      original.apply(target, args);
    });
    patch(target, 'removeEventListener', (original) => (...args: Parameters<typeof original>) => {
      open.delete(`${name} ${args[0]} ${idOf(args[1])}`);
      original.apply(target, args);
    });
  }
  for (const Observer of [IntersectionObserver, ResizeObserver, MutationObserver]) {
    const prototype = Observer.prototype as { observe(...args: unknown[]): void; disconnect(): void };
    patch(prototype, 'observe', (original) => function (this: object, ...args) {
      open.set(`observer ${idOf(this)}`, Observer.name);
      original.apply(this, args);
    });
    patch(prototype, 'disconnect', (original) => function (this: object) {
      open.delete(`observer ${idOf(this)}`);
      original.apply(this);
    });
  }
  const begun = new Set<number>();
  patch(window, 'setTimeout', (original) => ((run: TimerHandler, delayMs?: number, ...rest: unknown[]) => {
    const id = original(
      (...args: unknown[]) => {
        begun.delete(id);
        if (typeof run === 'function') run(...args);
      },
      delayMs,
      ...rest,
    );
    if ((delayMs ?? 0) >= 100) begun.add(id);
    return id;
  }) as typeof window.setTimeout);
  patch(window, 'clearTimeout', (original) => (id) => {
    begun.delete(Number(id));
    original(id);
  });
  return {
    left: () => [...open.values(), ...[...begun].map(() => 'timer')],
    restore: () => undo.reverse().forEach((run) => run()),
  };
}
