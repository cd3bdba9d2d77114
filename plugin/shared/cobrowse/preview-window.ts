/** The name of the window in which an administrator's page tries out pages of a site. */
export const PREVIEW_WINDOW = 'sideseat-preview';
