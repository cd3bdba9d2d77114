/** The basket of the sample shop: lines by name, kept for this tab. */
export interface BasketLine {
  readonly name: string;
  /** In euros. */
  readonly price: number;
  readonly count: number;
}

const KEY = 'acorn-basket';

export function readBasket(): readonly BasketLine[] {
  return JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
}

export function addToBasket(name: string, price: number): void {
  const lines = readBasket();
  const found = lines.find((line) => line.name === name);
  const rest = lines.filter((line) => line !== found);
  write([...rest, { name, price, count: (found?.count ?? 0) + 1 }]);
}

export function removeFromBasket(name: string): void {
  write(readBasket().filter((line) => line.name !== name));
}

export function emptyBasket(): void {
  write([]);
}

const write = (lines: readonly BasketLine[]): void => sessionStorage.setItem(KEY, JSON.stringify(lines));
