/** One icon by itself, for which the package has no types. Of the whole set every file is read to build the helper. */
declare module 'lucide/dist/esm/icons/*.mjs' {
  import type { IconNode } from 'lucide';

  const icon: IconNode;
  export default icon;
}
