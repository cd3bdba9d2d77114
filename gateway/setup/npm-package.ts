import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the package's code imports by name, and hosts install with it. */
const DEPENDENCIES = ['@lit/context', 'lit', 'lucide', 'rxjs', 'valibot', 'xstate'];

/** Whether an import is one of those, or of a part of one. */
export const isDependency = (name: string): boolean =>
  DEPENDENCIES.some((dependency) => name === dependency || name.startsWith(`${dependency}/`));

interface Package {
  version: string;
  description: string;
  license: string;
  dependencies: Record<string, string>;
}

/**
 * Makes the built JavaScript in `folder` a package that can be published: `package.json`, types, the manifest of its
 * elements, licence. Needs the development packages.
 * @param entries source file of each entry, by the entry's name
 */
export async function writeNpmPackage(
  root: string,
  folder: string,
  entries: Readonly<Record<string, string>>,
): Promise<void> {
  await writeTypes(root, path.join(folder, 'types'), Object.values(entries));
  await writeManifest(root, folder);
  const source = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as Package;
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(packageJson(source, entries), null, 2)}\n`);
  await copyFile(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
  await copyFile(path.join(root, 'plugin/hosts/README.md'), path.join(folder, 'README.md'));
}

function packageJson({ version, description, license, dependencies }: Package, entries: Readonly<Record<string, string>>): object {
  const exports = Object.entries(entries).map(([name, file]) => {
    const types = `./types/${file.replace(/\.ts$/, '.d.ts')}`;
    return [`./${name}`, { types, default: `./${name}.js` }];
  });
  return {
    name: 'sideseat',
    version,
    description,
    license,
    type: 'module',
    sideEffects: Object.keys(entries).filter((name) => name.endsWith('define')).map((name) => `./${name}.js`),
    exports: { ...Object.fromEntries(exports), './custom-elements.json': './custom-elements.json' },
    customElements: 'custom-elements.json',
    dependencies: Object.fromEntries(DEPENDENCIES.map((name) => [name, `^${dependencies[name]}`])),
  };
}

async function writeTypes(root: string, outDir: string, files: readonly string[]): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  const project = path.join(await mkdtemp(path.join(root, 'node_modules/.sideseat-types-')), 'tsconfig.json');
  const options = { noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: root, outDir, types: ['node', 'vite/client'] };
  await writeFile(
    project,
    JSON.stringify({
      extends: path.join(root, 'tsconfig.json'),
      compilerOptions: options,
      include: [],
      files: files.map((file) => path.join(root, file)),
    }),
  );
  try {
    await run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', project]);
  } finally {
    await rm(path.dirname(project), { recursive: true });
  }
}

interface Declaration {
  name: string;
  tagName?: string;
  members?: { name: string; privacy?: string; static?: boolean }[];
  attributes?: { fieldName?: string }[];
}

/**
 * What editors and documentation read: each element with its attributes, properties and events, under the entry that
 * registers it. Members that are nobody's business outside the class are left out.
 */
async function writeManifest(root: string, folder: string): Promise<void> {
  const tool = path.join(root, 'node_modules/@custom-elements-manifest/analyzer/cem.js');
  const config = 'gateway/setup/manifest.config.mjs';
  const args = [tool, 'analyze', '--quiet', '--config', config, '--outdir', path.relative(root, folder)];
  await run(process.execPath, args, { cwd: root });
  const file = path.join(folder, 'custom-elements.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as {
    modules: { path: string; declarations: Declaration[] }[];
  };
  const modules = ['agent', 'host'].map((entry) => {
    const entryPath = `${entry}/define.js`;
    const declarations = manifest.modules
      .filter((module) => module.path.startsWith('plugin/hosts/') === (entry === 'host'))
      .flatMap((module) => module.declarations.filter(({ tagName }) => tagName !== undefined).map(publicOf));
    const exports = declarations.map(({ name, tagName }) => ({
      kind: 'custom-element-definition',
      name: tagName,
      declaration: { name, module: entryPath },
    }));
    return { kind: 'javascript-module', path: entryPath, declarations, exports };
  });
  await writeFile(file, `${JSON.stringify({ ...manifest, modules }, null, 2)}\n`);
}

function publicOf(declaration: Declaration): Declaration {
  const members = declaration.members?.filter(({ name, privacy = 'public' }) => privacy === 'public' && !name.startsWith('#'));
  const names = new Set(members?.map(({ name }) => name));
  const attributes = declaration.attributes?.filter(({ fieldName }) => fieldName === undefined || names.has(fieldName));
  return { ...declaration, ...(members && { members }), ...(attributes && { attributes }) };
}
