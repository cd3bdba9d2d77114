/** A gift box as each of the four pages keeps it. */
export interface GiftBox {
  readonly to: string;
  readonly ribbon: string;
  readonly isWrapped: boolean;
  readonly count: number;
  readonly size: string;
  readonly message: string;
  readonly isOrdered: boolean;
}

export const NEW_BOX: GiftBox = { to: '', ribbon: 'Green', isWrapped: true, count: 1, size: 'Small', message: '', isOrdered: false };
export const RIBBONS = ['Green', 'Red', 'None'];
export const SIZES = ['Small', 'Large'];

/** The box in one sentence. */
export const describeBox = ({ to, ribbon, isWrapped }: GiftBox): string =>
  `A box for ${to.trim() || 'somebody'}, ${isWrapped ? 'wrapped' : 'not wrapped'}, ${ribbon === 'None' ? 'without a ribbon' : `with a ${ribbon.toLowerCase()} ribbon`}.`;

/** How many, how large, and what stands on the card. */
export const describeOrder = ({ count, size, message, isOrdered }: GiftBox): string =>
  `${count} × ${size.toLowerCase()}, card: ${message.trim().replace(/\s+/g, ' ') || 'empty'}.${isOrdered ? ' In your basket.' : ''}`;
