import type { OpenActing } from './acting.ts';
import type { OpenRecorder } from './recording.ts';
import type { SnippetSettings } from './snippet.ts';

/** Where a page wants addresses of scripts from a policy, ours is the one of this name. */
export const TRUSTED_TYPES_POLICY = 'sideseat';

/** How a script that is loaded later takes and hands over what it needs: no name of the page's is taken for it. */
export interface LoadedScript extends HTMLScriptElement {
  /** Of the recorder. */
  takeRecorder?: (open: OpenRecorder, version: number) => void;
  /** Of the script that acts. */
  takeActing?: (open: OpenActing, version: number) => void;
  /** For the check. */
  settings?: SnippetSettings;
}

interface TrustedTypesPage {
  trustedTypes?: {
    createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): string };
  };
}

let policy: { createScriptURL(address: string): string } | undefined;

/** The address as this page takes it. Where it has trusted types, and our policy is not among them, it will refuse the script. */
function trusted(address: string): string {
  try {
    policy ??= (window as TrustedTypesPage).trustedTypes?.createPolicy(TRUSTED_TYPES_POLICY, { createScriptURL: (own) => own });
  } catch {
    // The page's policy does not name ours.
  }
  return policy?.createScriptURL(address) ?? address;
}

/**
 * Loads a classic script of ours into the page.
 * It rejects with a `TypeError` where the page's trusted types refuse the address, with another `Error` where it does not load.
 * @param nonce - Of the snippet's own tag, for pages whose policy wants one
 * @param prepare - Called with the element before it is loaded
 */
export function loadScript(address: string, nonce: string, prepare: (script: LoadedScript) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const script: LoadedScript = document.createElement('script');
    script.nonce = nonce;
    script.referrerPolicy = 'no-referrer'; // the page's address may tell something private
    prepare(script);
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(address)));
    script.src = trusted(address);
    document.head.append(script);
    script.remove(); // it is on its way all the same, and nothing of it stays in the page
  });
}
