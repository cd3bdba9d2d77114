import * as v from 'valibot';

/**
 * What a release of the helper says of itself. `manifest.json` is signed as it is, byte by byte: `manifest.json.sig` is the
 * base64 of an Ed25519 signature by the release key, whose public half is `release.pub` (PEM). Both ends of a download, and
 * whoever checks one, read it by these schemas.
 */
export const RELEASE_FILES = {
  manifest: 'manifest.json',
  signature: 'manifest.json.sig',
  publicKey: 'release.pub',
  bill: 'sbom.cdx.json',
  licences: 'licences.txt',
} as const;

/** How a file may be packed on its way, as `Accept-Encoding` names it, with the end of its name. The smallest comes first. */
export const RELEASE_ENCODINGS = { br: '.br', gzip: '.gz' } as const;
export type ReleaseEncoding = keyof typeof RELEASE_ENCODINGS;

const ReleaseFile = v.object({
  sizeBytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** In hex. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
export type ReleaseFile = v.InferOutput<typeof ReleaseFile>;

export const HelperManifest = v.object({
  version: v.string(),
  /** `HELPER_PROTOCOL_VERSION` of the programs. */
  protocol: v.number(),
  /** The servers that these programs talk to, and no other: exact origins, the main one first. */
  origins: v.pipe(v.array(v.string()), v.minLength(1)),
  /** The key that proves to a program that it talks to one of them: SPKI as DER in base64. The same as `release.pub`. */
  publicKey: v.string(),
  programs: v.pipe(
    v.array(
      v.object({
        /** For example `linux-x64`. */
        platform: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
        /** Version of the Node inside. */
        node: v.string(),
        /** The file's name in the release's folder; packed ones stand beside it. */
        file: v.pipe(v.string(), v.regex(/^[a-z0-9-]+(\.exe)?$/)),
        ...ReleaseFile.entries,
        packed: v.object({ br: ReleaseFile, gzip: ReleaseFile }),
      }),
    ),
    v.minLength(1),
  ),
  bill: ReleaseFile,
  licences: ReleaseFile,
});
export type HelperManifest = v.InferOutput<typeof HelperManifest>;
export type ReleasedProgram = HelperManifest['programs'][number];

/** What is pinned inside each program, as `release.json`. */
export interface PinnedRelease extends Pick<HelperManifest, 'version' | 'protocol' | 'origins' | 'publicKey'> {
  platform: string;
}
