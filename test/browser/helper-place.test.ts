import { expect } from '@open-wc/testing';
import { placeOf, type ToldByBrowser } from '../../plugin/shared/helper/helper-place.ts';

const CHROMIUM = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const X11 = 'Mozilla/5.0 (X11; Linux x86_64)';
const tell = (userAgent: string, platform: string, hint?: string): ToldByBrowser => ({
  userAgent,
  platform,
  ...(hint !== undefined && { userAgentData: { platform: hint } }),
});
const of = (...told: Parameters<typeof tell>) => {
  const { system, browser, platform } = placeOf(tell(...told));
  return [system, browser, platform];
};

describe('the computer that somebody sits at', () => {
  it('[004-10] is known by what the browser tells', () => {
    expect(of(`${X11} ${CHROMIUM}`, 'Linux x86_64', 'Linux')).to.deep.equal(['linux', 'Chrome', 'linux-x64']);
    expect(of('Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0', 'Linux x86_64')).to.deep.equal(['linux', 'Firefox', 'linux-x64']);
    expect(of(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROMIUM} Edg/140.0.0.0`, 'Win32', 'Windows')).to.deep.equal(['windows', 'Edge', 'win-x64']);
    expect(of(`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROMIUM}`, 'MacIntel', 'macOS')).to.deep.equal(['mac', 'Chrome', 'darwin-arm64']);
    expect(of('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15', 'MacIntel')).to.deep.equal(['mac', 'Safari', 'darwin-arm64']);
  });

  it('is none that the helper runs on where it only looks like one', () => {
    expect(of(`Mozilla/5.0 (Linux; Android 10; K) ${CHROMIUM}`, 'Linux armv81', 'Android')).to.deep.equal(['other', 'Chrome', null]);
    expect(of(`Mozilla/5.0 (Linux; Android 10; K) ${CHROMIUM}`, 'Linux armv81')).to.deep.equal(['other', 'Chrome', null]);
    expect(of(`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROMIUM}`, 'Linux x86_64', 'Chrome OS')).to.deep.equal(['other', 'Chrome', null]);
    expect(of('Mozilla/5.0 (X11; Linux aarch64; rv:142.0) Gecko/20100101 Firefox/142.0', 'Linux aarch64')).to.deep.equal(['linux', 'Firefox', null]);
    expect(of('Mozilla/5.0 (X11; FreeBSD amd64; rv:142.0) Gecko/20100101 Firefox/142.0', 'FreeBSD amd64')).to.deep.equal(['other', 'Firefox', null]);
  });

  it('has a browser without a name of ours where it is another one', () => {
    expect(of(`${X11} ${CHROMIUM} OPR/120.0.0.0`, 'Linux x86_64', 'Linux')).to.deep.equal(['linux', null, 'linux-x64']);
  });
});
