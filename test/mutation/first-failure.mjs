/** A reporter of `node --test` that ends the run with the first failure: one is enough to notice a planted fault. */
export default async function* firstFailure(events) {
  for await (const { type, data } of events) {
    if (type !== 'test:fail') continue;
    yield `${data.name}\n`;
    process.exit(1);
  }
}
