f <- nlme::lme(distance ~ age, nlme::Orthodont, random = ~ 1 | Subject)
print(round(nlme::fixef(f), 4))
