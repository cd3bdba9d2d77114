/** The page's title: how many customers wait, so that it is seen from another tab. */
export const pageTitle = (waiting: number): string => (waiting > 0 ? `(${waiting}) Sideseat` : 'Sideseat');
