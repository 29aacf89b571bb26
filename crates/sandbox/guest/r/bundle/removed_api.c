/*
 * Functions of R's C interface that R 4.6 has taken away and that packages of today still call. Linked into
 * every package; what nobody calls is left out.
 *
 * A closure is laid out like a cell of a list: its parts are set through the cell's functions, which tell the
 * collector. Lengths lie in the header of a vector: after 8 bytes of flags and three pointers.
 */
#include <R.h>
#include <Rinternals.h>

#define HIDDEN __attribute__((visibility("hidden")))
#define LENGTH_AT 5
#define TRUE_LENGTH_AT 6
#define GROWABLE 32

extern int LEVELS(SEXP);
extern int SETLEVELS(SEXP, int);

HIDDEN void SET_FORMALS(SEXP x, SEXP v) { SETCAR(x, v); }
HIDDEN void SET_BODY(SEXP x, SEXP v) { SETCDR(x, v); }
HIDDEN void SET_CLOENV(SEXP x, SEXP v) { SET_TAG(x, v); }

#undef TRUELENGTH
#undef SETLENGTH
HIDDEN R_xlen_t TRUELENGTH(SEXP x) { return ((int *)x)[TRUE_LENGTH_AT]; }
HIDDEN R_xlen_t XTRUELENGTH(SEXP x) { return ((int *)x)[TRUE_LENGTH_AT]; }
HIDDEN void SET_TRUELENGTH(SEXP x, R_xlen_t n) { ((int *)x)[TRUE_LENGTH_AT] = n; }
HIDDEN void SETLENGTH(SEXP x, R_xlen_t n) { ((int *)x)[LENGTH_AT] = n; }
HIDDEN void SET_GROWABLE_BIT(SEXP x) { SETLEVELS(x, LEVELS(x) | GROWABLE); }
HIDDEN int IS_GROWABLE(SEXP x) { return (LEVELS(x) & GROWABLE) != 0; }

#undef EXTPTR_TAG
#undef EXTPTR_PROT
HIDDEN SEXP EXTPTR_TAG(SEXP x) { return R_ExternalPtrTag(x); }
HIDDEN SEXP EXTPTR_PROT(SEXP x) { return R_ExternalPtrProtected(x); }
HIDDEN SEXP Rf_GetOption(SEXP tag, SEXP rho) { return Rf_GetOption1(tag); }
HIDDEN void *STDVEC_DATAPTR(SEXP x) { return (char *)x + 32; }

/* The number of characters of one text: by R's own function of that name. */
HIDDEN int R_nchar(SEXP text, nchar_type type, Rboolean allow_na, Rboolean keep_na, const char *name) {
  const char *types[] = {"bytes", "chars", "width"};
  SEXP vector = PROTECT(Rf_ScalarString(text));
  SEXP type_name = PROTECT(Rf_mkString(types[type]));
  SEXP call = PROTECT(Rf_lang3(Rf_install("nchar"), vector, type_name));
  int count = Rf_asInteger(Rf_eval(call, R_BaseEnv));
  UNPROTECT(3);
  return count;
}

/*
 * An item of a list, without looking at the list's length: data.table allocates room for the columns to come and looks
 * at it before it makes the list longer, which R 4.6 takes for an error. `define` in the recipe puts it in the place of
 * VECTOR_ELT.
 */
#undef VECTOR_ELT
extern SEXP VECTOR_ELT(SEXP, R_xlen_t);
extern int ALTREP(SEXP);
HIDDEN SEXP list_item(SEXP x, R_xlen_t i) {
  return ALTREP(x) ? VECTOR_ELT(x, i) : ((SEXP *)((char *)x + 32))[i];
}
