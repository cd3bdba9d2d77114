/** A gift box as each of the three pages keeps it. */
export interface GiftBox {
  readonly to: string;
  readonly ribbon: string;
  readonly isWrapped: boolean;
}

export const NEW_BOX: GiftBox = { to: '', ribbon: 'Green', isWrapped: true };
export const RIBBONS = ['Green', 'Red', 'None'];

/** The box in one sentence. */
export const describeBox = ({ to, ribbon, isWrapped }: GiftBox): string =>
  `A box for ${to.trim() || 'somebody'}, ${isWrapped ? 'wrapped' : 'not wrapped'}, ${ribbon === 'None' ? 'without a ribbon' : `with a ${ribbon.toLowerCase()} ribbon`}.`;
