const clients = new WeakMap();

/**
 * The command `forced-colours` for element tests: Chromium draws the page as it does where the person has chosen the
 * colours, such as Windows' contrast themes. Payload: whether it does.
 *
 * @returns {import('@web/test-runner-core').TestRunnerPlugin<boolean>}
 */
export const forcedColours = () => ({
  name: 'forced-colours',
  async executeCommand({ command, payload, session }) {
    if (command !== 'forced-colours') return undefined;
    const page = session.browser.getPage(session.id);
    // It lasts as long as the connection that asked for it.
    const client = clients.get(page) ?? (await page.createCDPSession());
    clients.set(page, client);
    const features = [{ name: 'forced-colors', value: payload ? 'active' : '' }];
    await client.send('Emulation.setEmulatedMedia', { features });
    return true;
  },
});
