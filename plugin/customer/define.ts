import './define-form.ts';
import './define-session.ts';
