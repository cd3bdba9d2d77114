import { RELEASE_ENCODINGS, type ReleaseEncoding } from '../../protocol/helper-release.ts';

/**
 * How a file that lies here packed is sent: as small as the other end takes it, by its `Accept-Encoding`; as it is where it
 * takes no packing that we have.
 */
export function acceptedEncoding(header: string | string[] | undefined): ReleaseEncoding | 'identity' {
  const taken = new Map(
    String(header ?? '')
      .toLowerCase()
      .split(',')
      .map((part) => {
        const [name = '', ...params] = part.split(';').map((piece) => piece.trim());
        const weight = params.find((param) => param.startsWith('q='))?.slice('q='.length);
        return [name, weight === undefined || Number(weight) > 0] as const;
      }),
  );
  const encodings = Object.keys(RELEASE_ENCODINGS) as ReleaseEncoding[];
  return encodings.find((encoding) => taken.get(encoding) ?? taken.get('*') ?? false) ?? 'identity';
}
