import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage | undefined>>;
}
interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** One package whose code is inside the helper. */
interface Inside {
  readonly name: string;
  readonly version: string;
  /** As npm has it: `sha512-…`. */
  readonly integrity: string | undefined;
  readonly licence: string | undefined;
  /** Where its licence's text is. */
  readonly folder: string;
}

/** What the helper's own sources import. */
const SOURCES = 'gateway/{helper,protocol}/**/*.ts';
const IMPORT = /^import (?!type )[^;]*?from '((?:@[^/']+\/)?[^./'][^/']*)/gm;
/** Put in as a file, not by an import. */
const ASSETS = ['@resvg/resvg-wasm'];
const LICENCE_FILES = /^(licen[cs]e|copying)(\.(md|txt))?$/i;

/**
 * Everything from others that is inside the helper, first what each platform has of its own, then by name.
 * @param ofPlatforms - The packages with the Node, and the addon, of each platform.
 */
export function packagesInside(root: string, ofPlatforms: readonly Omit<Inside, 'integrity'>[]): Inside[] {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as Lock;
  const found = new Map<string, Inside>();
  const add = (name: string): void => {
    const place = `node_modules/${name}`;
    const locked = lock.packages[place];
    if (!locked || found.has(name)) return;
    const { version = '', integrity, dependencies = {} } = locked;
    const folder = path.join(root, place);
    found.set(name, { name, version, integrity, licence: locked.license ?? licenceIn(folder), folder });
    Object.keys(dependencies).forEach(add);
  };
  for (const file of globSync(SOURCES, { cwd: root })) {
    for (const [, name = ''] of readFileSync(path.join(root, file), 'utf8').matchAll(IMPORT)) add(name);
  }
  ASSETS.forEach(add);
  const own = ofPlatforms.map((each): Inside => {
    const locked = lock.packages[`node_modules/${each.name}`];
    return { ...each, integrity: locked?.version === each.version ? locked.integrity : undefined };
  });
  return [...own, ...[...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))];
}

/** What npm does not note, because it is written in the way of before. */
function licenceIn(folder: string): string | undefined {
  const { licenses } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { licenses?: { type: string }[] };
  return licenses?.[0]?.type;
}

/** A CycloneDX bill of materials. It has no time and no number of its own: the same packages give the same bytes. */
export function billOfMaterials(version: string, inside: readonly Inside[]): string {
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', name: 'sideseat-helper', version, licenses: licensed('MIT') } },
    components: inside.map(({ name, version: own, integrity, licence }) => ({
      type: 'library',
      name,
      version: own,
      purl: `pkg:npm/${name.replace('@', '%40')}@${own}`,
      ...(integrity?.startsWith('sha512-') && {
        hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex') }],
      }),
      ...(licence && { licenses: licensed(licence) }),
    })),
  };
  return `${JSON.stringify(bill, undefined, 2)}\n`;
}

const licensed = (id: string): object[] => [{ license: { id } }];

/** The licences' whole texts, ours first. */
export function licenceTexts(root: string, inside: readonly Inside[]): string {
  const parts = inside.map(({ name, version, licence, folder }) => {
    const texts = globSync('*', { cwd: folder }).filter((file) => LICENCE_FILES.test(file)).sort();
    const source = `https://www.npmjs.com/package/${name}/v/${version}`;
    const known = `https://spdx.org/licenses/${licence}.html`;
    const text = texts.map((file) => readFileSync(path.join(folder, file), 'utf8').trim()).join('\n\n') || known;
    return `${name} ${version}, ${licence ?? 'licence below'}\n${source}\n\n${text}`;
  });
  const own = `sideseat-helper\n\n${readFileSync(path.join(root, 'LICENSE'), 'utf8').trim()}`;
  return `${[own, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
