/**
 * Whether this browser can show a desktop: `ok`, or what is in the way. `insecure`: the page must come by HTTPS;
 * `phone`: phones and tablets cannot; `unsupported`: another browser is needed.
 */
export type CaptureSupport = 'ok' | 'insecure' | 'phone' | 'unsupported';

/** What of the browser `captureSupport` looks at. */
export interface CaptureEnvironment {
  isSecureContext: boolean;
  navigator: {
    userAgent: string;
    maxTouchPoints: number;
    mediaDevices?: { getDisplayMedia?: unknown } | undefined;
  };
}

export function captureSupport(environment: CaptureEnvironment = globalThis): CaptureSupport {
  const { isSecureContext, navigator } = environment;
  if (typeof navigator.mediaDevices?.getDisplayMedia === 'function') return 'ok';
  if (isHandheld(navigator)) return 'phone';
  return isSecureContext ? 'unsupported' : 'insecure';
}

/** iPadOS calls itself a Macintosh; no Mac has a touch screen. */
function isHandheld({ userAgent, maxTouchPoints }: CaptureEnvironment['navigator']): boolean {
  return /Android|iPhone|iPad|iPod|Mobile/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1);
}
