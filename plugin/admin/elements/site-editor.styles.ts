import { css } from 'lit';

export const siteEditorStyles = css`
  form {
    display: grid;
    gap: var(--ss-space-4);
  }

  .state {
    padding: var(--ss-space-3) var(--ss-space-4);
    border: var(--ss-line);
    border-radius: var(--ss-radius);
  }

  .draft {
    color: var(--ss-warning);
    font-weight: 600;
  }

  textarea.input {
    resize: vertical;
    font-family: ui-monospace, monospace;
    font-size: var(--ss-size-s);
    line-height: 1.6;
  }

  fieldset {
    display: grid;
    gap: var(--ss-space-1);
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    font-weight: 600;
  }

  .choice {
    display: flex;
    align-items: center;
    gap: var(--ss-space-2);
    min-height: var(--ss-target);
  }

  .choice input {
    flex: none;
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--ss-accent);
  }

  .lists {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr));
    gap: var(--ss-space-4);
  }

  .field {
    align-content: start;
  }

  .done {
    display: flex;
    gap: var(--ss-space-2);
    color: var(--ss-view);
  }

  [role='alert'] {
    display: grid;
    gap: var(--ss-space-2);
  }

  .actions {
    padding-top: var(--ss-space-3);
    border-top: var(--ss-line);
  }
`;
