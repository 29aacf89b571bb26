f <- survival::survfit(survival::Surv(time, status) ~ 1, survival::lung)
print(round(summary(f, times = 365)$surv, 4))
