import assert from 'node:assert/strict';
import type { KeyInput } from 'puppeteer-core';
import { Person } from './people.ts';

/** One thing as the browser tells it to screen readers. */
export interface Told {
  role: string;
  name: string;
  description: string;
}

interface AxNode {
  nodeId: string;
  ignored: boolean;
  childIds?: string[];
  role?: { value?: string };
  name?: { value?: string };
  description?: { value?: string };
  properties?: { name: string; value: { value?: unknown } }[];
}

/** A person without a mouse who hears the page: keys in, the browser's own accessibility tree out. */
export class KeyboardPerson extends Person {
  /** Presses keys one after the other, as people do. */
  async keys(...keys: KeyInput[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async write(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** What has the focus; the page itself where nothing has. */
  async focus(): Promise<Told> {
    const focused = (await this.#tree()).filter((node) => !node.ignored && property(node, 'focused') === true);
    return tell(focused.find((node) => node.role?.value !== 'RootWebArea') ?? focused[0]);
  }

  /** Waits until the focus is there, without a key: the page has put it there. */
  async hasFocus(role: string, name: string): Promise<Told> {
    let told = await this.focus();
    await this.until(async () => {
      told = await this.focus();
      return told.role === role && told.name === name;
    }, `the focus on ${role} “${name}”`);
    return told;
  }

  /** Presses Tab until the focus is there. */
  async tabTo(role: string, name: string): Promise<Told> {
    const passed: string[] = [];
    for (;;) {
      const told = await this.focus();
      if (told.role === role && told.name === name) return told;
      passed.push(`${told.role} “${told.name}”`);
      assert.ok(passed.length < 40, `Tab does not lead to ${role} “${name}”, but to ${passed.join(', ')}`);
      await this.keys('Tab');
    }
  }

  /** Waits until a live region says this. */
  async hears(text: string): Promise<void> {
    await this.until(async () => {
      const said = await this.#announcements();
      return said.some((sentence) => sentence.includes(text));
    }, `“${text}” to be said`);
  }

  /** Waits for something with this role and name, and reads it. */
  async reads(role: string, name: string): Promise<Told & { text: string }> {
    let found: (Told & { text: string }) | undefined;
    await this.until(async () => {
      const nodes = await this.#tree();
      const node = nodes.find(
        (candidate) => !candidate.ignored && candidate.role?.value === role && nameOf(candidate) === name,
      );
      found = node && { ...tell(node), text: textOf(node, nodes) };
      return found !== undefined;
    }, `${role} “${name}”`);
    return found!;
  }

  async #announcements(): Promise<string[]> {
    const nodes = await this.#tree();
    return nodes.filter((node) => property(node, 'live') !== undefined).map((node) => textOf(node, nodes));
  }

  async #tree(): Promise<AxNode[]> {
    const client = await this.page.createCDPSession();
    try {
      const { nodes } = await client.send('Accessibility.getFullAXTree');
      return nodes as AxNode[];
    } finally {
      await client.detach();
    }
  }
}

const property = ({ properties }: AxNode, name: string): unknown =>
  properties?.find((candidate) => candidate.name === name)?.value.value;

const collapse = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();
const nameOf = (node: AxNode): string => collapse(node.name?.value);

const tell = (node: AxNode | undefined): Told => ({
  role: node?.role?.value ?? '',
  name: collapse(node?.name?.value),
  description: collapse(node?.description?.value),
});

function textOf(node: AxNode, nodes: readonly AxNode[]): string {
  if (node.role?.value === 'StaticText') return node.name?.value ?? '';
  const children = nodes.filter(({ nodeId }) => node.childIds?.includes(nodeId));
  return collapse(children.map((child) => textOf(child, nodes)).join(' '));
}
