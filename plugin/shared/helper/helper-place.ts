/** The computer that the reader sits at, as far as a page can know. */
export interface HelperPlace {
  system: 'linux' | 'windows' | 'mac' | 'other';
  /** As its maker calls it; `null` where it is none that we know. */
  browser: 'Chrome' | 'Edge' | 'Firefox' | 'Safari' | null;
  /** What the server calls the helper for it, for example `linux-x64`; `null`: there is none for such computers. */
  platform: string | null;
}

/** What a browser tells of itself; only some tell `userAgentData`, and it goes before the rest. */
export type ToldByBrowser = Pick<Navigator, 'userAgent' | 'platform'> & { userAgentData?: { platform: string } };

const PLATFORMS = { linux: 'linux-x64', windows: 'win-x64', mac: 'darwin-arm64', other: null } as const;

export function placeOf(told: ToldByBrowser): HelperPlace {
  const system = systemOf(told);
  // Linux alone says so; what is made for other processors is no use there.
  const isArm = system === 'linux' && /aarch64|arm/i.test(told.platform);
  return { system, browser: browserOf(told.userAgent), platform: isArm ? null : PLATFORMS[system] };
}

function systemOf({ userAgent, platform, userAgentData }: ToldByBrowser): HelperPlace['system'] {
  const name = userAgentData?.platform || `${platform} ${userAgent}`;
  // They name the system that they are made of as well.
  if (/Android|CrOS|Chrome ?OS|iP(hone|ad)/.test(name)) return 'other';
  if (name.includes('Win')) return 'windows';
  if (/mac/i.test(name)) return 'mac';
  return name.includes('Linux') ? 'linux' : 'other';
}

function browserOf(userAgent: string): HelperPlace['browser'] {
  if (userAgent.includes('OPR/')) return null;
  if (userAgent.includes('Edg/')) return 'Edge';
  return (['Firefox', 'Chrome', 'Safari'] as const).find((name) => userAgent.includes(`${name}/`)) ?? null;
}
