import { startMediaNode } from '../../gateway/media-node/launcher.ts';

/** A program that runs a media node until it is killed; prints `up` once it answers. */
await startMediaNode({ dataDir: process.argv[2] ?? '' });
process.stdout.write('up\n');
