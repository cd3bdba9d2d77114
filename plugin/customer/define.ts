import './define-form.ts';
import './define-session.ts';
import './define-later.ts';
import './helper-part.ts';
import './frame/define.ts';
